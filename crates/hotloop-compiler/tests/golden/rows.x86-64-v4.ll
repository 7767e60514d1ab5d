target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="512" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <8 x double>
  %v7.0 = alloca <8 x double>
  %v8.0 = alloca <8 x double>
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12.0 = alloca <8 x double>
  %v13.0 = alloca <8 x double>
  %v14.0 = alloca <8 x double>
  %v15.0 = alloca <8 x double>
  %v16.0 = alloca <8 x double>
  %v17.0 = alloca <8 x double>
  %v18.0 = alloca <8 x double>
  %v19.0 = alloca <8 x double>
  %v20.0 = alloca <8 x double>
  %v21.0 = alloca <8 x double>
  %v22.0 = alloca <8 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 8
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v0.dim1
  %t42 = icmp slt i64 0, %t41
  br i1 %t42, label %good43, label %fail, !prof !0
good43:
  %t44 = load i64, ptr %v5
  %t45 = add i64 %t44, 0
  %t46 = load ptr, ptr %v0.data
  %t47 = add i64 %t45, 0
  %t48 = load i64, ptr %v0.dim1
  %t49 = mul i64 %t47, %t48
  %t50 = getelementptr double, ptr %t46, i64 %t49
  %t51 = add i64 0, 0
  %t52 = getelementptr double, ptr %t50, i64 %t51
  %t53 = add i64 %t45, 1
  %t54 = load i64, ptr %v0.dim1
  %t55 = mul i64 %t53, %t54
  %t56 = getelementptr double, ptr %t46, i64 %t55
  %t57 = add i64 0, 0
  %t58 = getelementptr double, ptr %t56, i64 %t57
  %t59 = add i64 %t45, 2
  %t60 = load i64, ptr %v0.dim1
  %t61 = mul i64 %t59, %t60
  %t62 = getelementptr double, ptr %t46, i64 %t61
  %t63 = add i64 0, 0
  %t64 = getelementptr double, ptr %t62, i64 %t63
  %t65 = add i64 %t45, 3
  %t66 = load i64, ptr %v0.dim1
  %t67 = mul i64 %t65, %t66
  %t68 = getelementptr double, ptr %t46, i64 %t67
  %t69 = add i64 0, 0
  %t70 = getelementptr double, ptr %t68, i64 %t69
  %t71 = add i64 %t45, 4
  %t72 = load i64, ptr %v0.dim1
  %t73 = mul i64 %t71, %t72
  %t74 = getelementptr double, ptr %t46, i64 %t73
  %t75 = add i64 0, 0
  %t76 = getelementptr double, ptr %t74, i64 %t75
  %t77 = add i64 %t45, 5
  %t78 = load i64, ptr %v0.dim1
  %t79 = mul i64 %t77, %t78
  %t80 = getelementptr double, ptr %t46, i64 %t79
  %t81 = add i64 0, 0
  %t82 = getelementptr double, ptr %t80, i64 %t81
  %t83 = add i64 %t45, 6
  %t84 = load i64, ptr %v0.dim1
  %t85 = mul i64 %t83, %t84
  %t86 = getelementptr double, ptr %t46, i64 %t85
  %t87 = add i64 0, 0
  %t88 = getelementptr double, ptr %t86, i64 %t87
  %t89 = add i64 %t45, 7
  %t90 = load i64, ptr %v0.dim1
  %t91 = mul i64 %t89, %t90
  %t92 = getelementptr double, ptr %t46, i64 %t91
  %t93 = add i64 0, 0
  %t94 = getelementptr double, ptr %t92, i64 %t93
  %t95 = load double, ptr %t52, align 8
  %t96 = insertelement <8 x double> poison, double %t95, i64 0
  %t97 = load double, ptr %t58, align 8
  %t98 = insertelement <8 x double> %t96, double %t97, i64 1
  %t99 = load double, ptr %t64, align 8
  %t100 = insertelement <8 x double> %t98, double %t99, i64 2
  %t101 = load double, ptr %t70, align 8
  %t102 = insertelement <8 x double> %t100, double %t101, i64 3
  %t103 = load double, ptr %t76, align 8
  %t104 = insertelement <8 x double> %t102, double %t103, i64 4
  %t105 = load double, ptr %t82, align 8
  %t106 = insertelement <8 x double> %t104, double %t105, i64 5
  %t107 = load double, ptr %t88, align 8
  %t108 = insertelement <8 x double> %t106, double %t107, i64 6
  %t109 = load double, ptr %t94, align 8
  %t110 = insertelement <8 x double> %t108, double %t109, i64 7
  store <8 x double> %t110, ptr %v6.0
  %t111 = load <8 x double>, ptr %v6.0
  store <8 x double> %t111, ptr %v8.0
  %t112 = load i64, ptr %v1
  %t113 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t112)
  %t114 = extractvalue {i64, i1} %t113, 1
  %t115 = xor i1 %t114, true
  br i1 %t115, label %good116, label %fail, !prof !0
good116:
  store i64 0, ptr %v9
  %t117 = load i64, ptr %v1
  %t118 = add i64 %t117, -1
  %t119 = call i64 @llvm.smax.i64(i64 %t118, i64 0)
  %t120 = icmp sle i64 %t119, 0
  %t121 = load i64, ptr %v0.dim1
  %t122 = icmp slt i64 %t119, %t121
  %t123 = or i1 %t120, %t122
  br i1 %t123, label %good124, label %fail, !prof !0
good124:
  store i64 0, ptr %v9
  br label %next5
next5:
  %t126 = load i64, ptr %countdown
  %t127 = sub i64 %t126, 1
  store i64 %t127, ptr %countdown
  %t128 = icmp slt i64 %t127, 0
  br i1 %t128, label %poll125, label %go125, !prof !1
poll125:
  %t129 = getelementptr i8, ptr %host, i64 24
  %t130 = load ptr, ptr %t129
  %t131 = call i64 %t130(ptr %host)
  %t132 = getelementptr i8, ptr %host, i64 16
  %t133 = load i64, ptr %t132
  store i64 %t133, ptr %countdown
  %t134 = icmp ne i64 %t131, 0
  br i1 %t134, label %fail, label %go125, !prof !1
go125:
  %t135 = load i64, ptr %v9
  %t136 = add i64 %t135, 8
  %t137 = load i64, ptr %v1
  %t138 = add i64 %t137, -1
  %t139 = call i64 @llvm.smax.i64(i64 %t138, i64 0)
  %t140 = icmp sgt i64 %t136, %t139
  br i1 %t140, label %then141, label %done141, !prof !1
then141:
  br label %end5
done141:
  %t142 = load i64, ptr %v5
  %t143 = add i64 %t142, 0
  %t144 = load i64, ptr %v9
  %t145 = add i64 %t144, 1
  %t146 = load ptr, ptr %v0.data
  %t147 = add i64 %t143, 0
  %t148 = load i64, ptr %v0.dim1
  %t149 = mul i64 %t147, %t148
  %t150 = getelementptr double, ptr %t146, i64 %t149
  %t151 = add i64 %t145, 0
  %t152 = getelementptr double, ptr %t150, i64 %t151
  %t153 = add i64 %t143, 1
  %t154 = load i64, ptr %v0.dim1
  %t155 = mul i64 %t153, %t154
  %t156 = getelementptr double, ptr %t146, i64 %t155
  %t157 = add i64 %t145, 0
  %t158 = getelementptr double, ptr %t156, i64 %t157
  %t159 = add i64 %t143, 2
  %t160 = load i64, ptr %v0.dim1
  %t161 = mul i64 %t159, %t160
  %t162 = getelementptr double, ptr %t146, i64 %t161
  %t163 = add i64 %t145, 0
  %t164 = getelementptr double, ptr %t162, i64 %t163
  %t165 = add i64 %t143, 3
  %t166 = load i64, ptr %v0.dim1
  %t167 = mul i64 %t165, %t166
  %t168 = getelementptr double, ptr %t146, i64 %t167
  %t169 = add i64 %t145, 0
  %t170 = getelementptr double, ptr %t168, i64 %t169
  %t171 = add i64 %t143, 4
  %t172 = load i64, ptr %v0.dim1
  %t173 = mul i64 %t171, %t172
  %t174 = getelementptr double, ptr %t146, i64 %t173
  %t175 = add i64 %t145, 0
  %t176 = getelementptr double, ptr %t174, i64 %t175
  %t177 = add i64 %t143, 5
  %t178 = load i64, ptr %v0.dim1
  %t179 = mul i64 %t177, %t178
  %t180 = getelementptr double, ptr %t146, i64 %t179
  %t181 = add i64 %t145, 0
  %t182 = getelementptr double, ptr %t180, i64 %t181
  %t183 = add i64 %t143, 6
  %t184 = load i64, ptr %v0.dim1
  %t185 = mul i64 %t183, %t184
  %t186 = getelementptr double, ptr %t146, i64 %t185
  %t187 = add i64 %t145, 0
  %t188 = getelementptr double, ptr %t186, i64 %t187
  %t189 = add i64 %t143, 7
  %t190 = load i64, ptr %v0.dim1
  %t191 = mul i64 %t189, %t190
  %t192 = getelementptr double, ptr %t146, i64 %t191
  %t193 = add i64 %t145, 0
  %t194 = getelementptr double, ptr %t192, i64 %t193
  %t195 = load <8 x double>, ptr %t152, align 8
  %t196 = load <8 x double>, ptr %t158, align 8
  %t197 = load <8 x double>, ptr %t164, align 8
  %t198 = load <8 x double>, ptr %t170, align 8
  %t199 = load <8 x double>, ptr %t176, align 8
  %t200 = load <8 x double>, ptr %t182, align 8
  %t201 = load <8 x double>, ptr %t188, align 8
  %t202 = load <8 x double>, ptr %t194, align 8
  %t203 = shufflevector <8 x double> %t195, <8 x double> %t196, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t204 = shufflevector <8 x double> %t195, <8 x double> %t196, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t205 = shufflevector <8 x double> %t197, <8 x double> %t198, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t206 = shufflevector <8 x double> %t197, <8 x double> %t198, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t207 = shufflevector <8 x double> %t199, <8 x double> %t200, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t208 = shufflevector <8 x double> %t199, <8 x double> %t200, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t209 = shufflevector <8 x double> %t201, <8 x double> %t202, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t210 = shufflevector <8 x double> %t201, <8 x double> %t202, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t211 = shufflevector <8 x double> %t203, <8 x double> %t205, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t212 = shufflevector <8 x double> %t207, <8 x double> %t209, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t213 = shufflevector <8 x double> %t203, <8 x double> %t205, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t214 = shufflevector <8 x double> %t207, <8 x double> %t209, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t215 = shufflevector <8 x double> %t211, <8 x double> %t212, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t216 = shufflevector <8 x double> %t211, <8 x double> %t212, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t217 = shufflevector <8 x double> %t213, <8 x double> %t214, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t218 = shufflevector <8 x double> %t213, <8 x double> %t214, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t219 = shufflevector <8 x double> %t204, <8 x double> %t206, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t220 = shufflevector <8 x double> %t208, <8 x double> %t210, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t221 = shufflevector <8 x double> %t204, <8 x double> %t206, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t222 = shufflevector <8 x double> %t208, <8 x double> %t210, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t223 = shufflevector <8 x double> %t219, <8 x double> %t220, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t224 = shufflevector <8 x double> %t219, <8 x double> %t220, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t225 = shufflevector <8 x double> %t221, <8 x double> %t222, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t226 = shufflevector <8 x double> %t221, <8 x double> %t222, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  store <8 x double> %t215, ptr %v12.0
  store <8 x double> %t223, ptr %v13.0
  store <8 x double> %t217, ptr %v14.0
  store <8 x double> %t225, ptr %v15.0
  store <8 x double> %t216, ptr %v16.0
  store <8 x double> %t224, ptr %v17.0
  store <8 x double> %t218, ptr %v18.0
  store <8 x double> %t226, ptr %v19.0
  %t227 = load <8 x double>, ptr %v8.0
  %t228 = load <8 x double>, ptr %v12.0
  %t229 = fadd <8 x double> %t227, %t228
  store <8 x double> %t229, ptr %v21.0
  %t230 = load <8 x double>, ptr %v21.0
  %t231 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t230)
  %t232 = fcmp olt <8 x double> %t231, splat (double 0x7FF0000000000000)
  %t233 = xor <8 x i1> %t232, splat (i1 -1)
  %t234 = bitcast <8 x i1> %t233 to i8
  %t235 = icmp ne i8 %t234, 0
  %t236 = xor i1 %t235, true
  br i1 %t236, label %good237, label %fail, !prof !0
good237:
  %t238 = load <8 x double>, ptr %v21.0
  store <8 x double> %t238, ptr %v8.0
  %t239 = load <8 x double>, ptr %v21.0
  %t240 = load <8 x double>, ptr %v13.0
  %t241 = fadd <8 x double> %t239, %t240
  store <8 x double> %t241, ptr %v21.0
  %t242 = load <8 x double>, ptr %v21.0
  %t243 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t242)
  %t244 = fcmp olt <8 x double> %t243, splat (double 0x7FF0000000000000)
  %t245 = xor <8 x i1> %t244, splat (i1 -1)
  %t246 = bitcast <8 x i1> %t245 to i8
  %t247 = icmp ne i8 %t246, 0
  %t248 = xor i1 %t247, true
  br i1 %t248, label %good249, label %fail, !prof !0
good249:
  %t250 = load <8 x double>, ptr %v21.0
  store <8 x double> %t250, ptr %v8.0
  %t251 = load <8 x double>, ptr %v21.0
  %t252 = load <8 x double>, ptr %v14.0
  %t253 = fadd <8 x double> %t251, %t252
  store <8 x double> %t253, ptr %v21.0
  %t254 = load <8 x double>, ptr %v21.0
  %t255 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t254)
  %t256 = fcmp olt <8 x double> %t255, splat (double 0x7FF0000000000000)
  %t257 = xor <8 x i1> %t256, splat (i1 -1)
  %t258 = bitcast <8 x i1> %t257 to i8
  %t259 = icmp ne i8 %t258, 0
  %t260 = xor i1 %t259, true
  br i1 %t260, label %good261, label %fail, !prof !0
good261:
  %t262 = load <8 x double>, ptr %v21.0
  store <8 x double> %t262, ptr %v8.0
  %t263 = load <8 x double>, ptr %v21.0
  %t264 = load <8 x double>, ptr %v15.0
  %t265 = fadd <8 x double> %t263, %t264
  store <8 x double> %t265, ptr %v21.0
  %t266 = load <8 x double>, ptr %v21.0
  %t267 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t266)
  %t268 = fcmp olt <8 x double> %t267, splat (double 0x7FF0000000000000)
  %t269 = xor <8 x i1> %t268, splat (i1 -1)
  %t270 = bitcast <8 x i1> %t269 to i8
  %t271 = icmp ne i8 %t270, 0
  %t272 = xor i1 %t271, true
  br i1 %t272, label %good273, label %fail, !prof !0
good273:
  %t274 = load <8 x double>, ptr %v21.0
  store <8 x double> %t274, ptr %v8.0
  %t275 = load <8 x double>, ptr %v21.0
  %t276 = load <8 x double>, ptr %v16.0
  %t277 = fadd <8 x double> %t275, %t276
  store <8 x double> %t277, ptr %v21.0
  %t278 = load <8 x double>, ptr %v21.0
  %t279 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t278)
  %t280 = fcmp olt <8 x double> %t279, splat (double 0x7FF0000000000000)
  %t281 = xor <8 x i1> %t280, splat (i1 -1)
  %t282 = bitcast <8 x i1> %t281 to i8
  %t283 = icmp ne i8 %t282, 0
  %t284 = xor i1 %t283, true
  br i1 %t284, label %good285, label %fail, !prof !0
good285:
  %t286 = load <8 x double>, ptr %v21.0
  store <8 x double> %t286, ptr %v8.0
  %t287 = load <8 x double>, ptr %v21.0
  %t288 = load <8 x double>, ptr %v17.0
  %t289 = fadd <8 x double> %t287, %t288
  store <8 x double> %t289, ptr %v21.0
  %t290 = load <8 x double>, ptr %v21.0
  %t291 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t290)
  %t292 = fcmp olt <8 x double> %t291, splat (double 0x7FF0000000000000)
  %t293 = xor <8 x i1> %t292, splat (i1 -1)
  %t294 = bitcast <8 x i1> %t293 to i8
  %t295 = icmp ne i8 %t294, 0
  %t296 = xor i1 %t295, true
  br i1 %t296, label %good297, label %fail, !prof !0
good297:
  %t298 = load <8 x double>, ptr %v21.0
  store <8 x double> %t298, ptr %v8.0
  %t299 = load <8 x double>, ptr %v21.0
  %t300 = load <8 x double>, ptr %v18.0
  %t301 = fadd <8 x double> %t299, %t300
  store <8 x double> %t301, ptr %v21.0
  %t302 = load <8 x double>, ptr %v21.0
  %t303 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t302)
  %t304 = fcmp olt <8 x double> %t303, splat (double 0x7FF0000000000000)
  %t305 = xor <8 x i1> %t304, splat (i1 -1)
  %t306 = bitcast <8 x i1> %t305 to i8
  %t307 = icmp ne i8 %t306, 0
  %t308 = xor i1 %t307, true
  br i1 %t308, label %good309, label %fail, !prof !0
good309:
  %t310 = load <8 x double>, ptr %v21.0
  store <8 x double> %t310, ptr %v8.0
  %t311 = load <8 x double>, ptr %v21.0
  %t312 = load <8 x double>, ptr %v19.0
  %t313 = fadd <8 x double> %t311, %t312
  store <8 x double> %t313, ptr %v21.0
  %t314 = load <8 x double>, ptr %v21.0
  %t315 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t314)
  %t316 = fcmp olt <8 x double> %t315, splat (double 0x7FF0000000000000)
  %t317 = xor <8 x i1> %t316, splat (i1 -1)
  %t318 = bitcast <8 x i1> %t317 to i8
  %t319 = icmp ne i8 %t318, 0
  %t320 = xor i1 %t319, true
  br i1 %t320, label %good321, label %fail, !prof !0
good321:
  %t322 = load <8 x double>, ptr %v21.0
  store <8 x double> %t322, ptr %v8.0
  %t323 = load i64, ptr %v9
  %t324 = add i64 %t323, 8
  store i64 %t324, ptr %v9
  br label %next5
end5:
  br label %next3
next3:
  %t326 = load i64, ptr %countdown
  %t327 = sub i64 %t326, 1
  store i64 %t327, ptr %countdown
  %t328 = icmp slt i64 %t327, 0
  br i1 %t328, label %poll325, label %go325, !prof !1
poll325:
  %t329 = getelementptr i8, ptr %host, i64 24
  %t330 = load ptr, ptr %t329
  %t331 = call i64 %t330(ptr %host)
  %t332 = getelementptr i8, ptr %host, i64 16
  %t333 = load i64, ptr %t332
  store i64 %t333, ptr %countdown
  %t334 = icmp ne i64 %t331, 0
  br i1 %t334, label %fail, label %go325, !prof !1
go325:
  %t335 = load i64, ptr %v9
  %t336 = load i64, ptr %v1
  %t337 = add i64 %t336, -1
  %t338 = call i64 @llvm.smax.i64(i64 %t337, i64 0)
  %t339 = icmp sge i64 %t335, %t338
  br i1 %t339, label %then340, label %done340, !prof !1
then340:
  br label %end3
done340:
  %t341 = load i64, ptr %v5
  %t342 = add i64 %t341, 0
  %t343 = load i64, ptr %v9
  %t344 = add i64 %t343, 1
  %t345 = load ptr, ptr %v0.data
  %t346 = add i64 %t342, 0
  %t347 = load i64, ptr %v0.dim1
  %t348 = mul i64 %t346, %t347
  %t349 = getelementptr double, ptr %t345, i64 %t348
  %t350 = add i64 %t344, 0
  %t351 = getelementptr double, ptr %t349, i64 %t350
  %t352 = add i64 %t342, 1
  %t353 = load i64, ptr %v0.dim1
  %t354 = mul i64 %t352, %t353
  %t355 = getelementptr double, ptr %t345, i64 %t354
  %t356 = add i64 %t344, 0
  %t357 = getelementptr double, ptr %t355, i64 %t356
  %t358 = add i64 %t342, 2
  %t359 = load i64, ptr %v0.dim1
  %t360 = mul i64 %t358, %t359
  %t361 = getelementptr double, ptr %t345, i64 %t360
  %t362 = add i64 %t344, 0
  %t363 = getelementptr double, ptr %t361, i64 %t362
  %t364 = add i64 %t342, 3
  %t365 = load i64, ptr %v0.dim1
  %t366 = mul i64 %t364, %t365
  %t367 = getelementptr double, ptr %t345, i64 %t366
  %t368 = add i64 %t344, 0
  %t369 = getelementptr double, ptr %t367, i64 %t368
  %t370 = add i64 %t342, 4
  %t371 = load i64, ptr %v0.dim1
  %t372 = mul i64 %t370, %t371
  %t373 = getelementptr double, ptr %t345, i64 %t372
  %t374 = add i64 %t344, 0
  %t375 = getelementptr double, ptr %t373, i64 %t374
  %t376 = add i64 %t342, 5
  %t377 = load i64, ptr %v0.dim1
  %t378 = mul i64 %t376, %t377
  %t379 = getelementptr double, ptr %t345, i64 %t378
  %t380 = add i64 %t344, 0
  %t381 = getelementptr double, ptr %t379, i64 %t380
  %t382 = add i64 %t342, 6
  %t383 = load i64, ptr %v0.dim1
  %t384 = mul i64 %t382, %t383
  %t385 = getelementptr double, ptr %t345, i64 %t384
  %t386 = add i64 %t344, 0
  %t387 = getelementptr double, ptr %t385, i64 %t386
  %t388 = add i64 %t342, 7
  %t389 = load i64, ptr %v0.dim1
  %t390 = mul i64 %t388, %t389
  %t391 = getelementptr double, ptr %t345, i64 %t390
  %t392 = add i64 %t344, 0
  %t393 = getelementptr double, ptr %t391, i64 %t392
  %t394 = load double, ptr %t351, align 8
  %t395 = insertelement <8 x double> poison, double %t394, i64 0
  %t396 = load double, ptr %t357, align 8
  %t397 = insertelement <8 x double> %t395, double %t396, i64 1
  %t398 = load double, ptr %t363, align 8
  %t399 = insertelement <8 x double> %t397, double %t398, i64 2
  %t400 = load double, ptr %t369, align 8
  %t401 = insertelement <8 x double> %t399, double %t400, i64 3
  %t402 = load double, ptr %t375, align 8
  %t403 = insertelement <8 x double> %t401, double %t402, i64 4
  %t404 = load double, ptr %t381, align 8
  %t405 = insertelement <8 x double> %t403, double %t404, i64 5
  %t406 = load double, ptr %t387, align 8
  %t407 = insertelement <8 x double> %t405, double %t406, i64 6
  %t408 = load double, ptr %t393, align 8
  %t409 = insertelement <8 x double> %t407, double %t408, i64 7
  store <8 x double> %t409, ptr %v22.0
  %t410 = load <8 x double>, ptr %v8.0
  %t411 = load <8 x double>, ptr %v22.0
  %t412 = fadd <8 x double> %t410, %t411
  store <8 x double> %t412, ptr %v21.0
  %t413 = load <8 x double>, ptr %v21.0
  %t414 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t413)
  %t415 = fcmp olt <8 x double> %t414, splat (double 0x7FF0000000000000)
  %t416 = xor <8 x i1> %t415, splat (i1 -1)
  %t417 = bitcast <8 x i1> %t416 to i8
  %t418 = icmp ne i8 %t417, 0
  %t419 = xor i1 %t418, true
  br i1 %t419, label %good420, label %fail, !prof !0
good420:
  %t421 = load <8 x double>, ptr %v21.0
  store <8 x double> %t421, ptr %v8.0
  %t422 = load i64, ptr %v9
  %t423 = add i64 %t422, 1
  store i64 %t423, ptr %v9
  br label %next3
end3:
  br label %end2
end2:
  %t424 = load <8 x double>, ptr %v8.0
  %t425 = load i64, ptr %v5
  %t426 = add i64 %t425, 0
  %t427 = add i64 %t426, 0
  %t428 = load ptr, ptr %v2.data
  %t429 = getelementptr double, ptr %t428, i64 %t427
  store <8 x double> %t424, ptr %t429, align 8
  %t430 = load i64, ptr %v5
  %t431 = add i64 %t430, 8
  store i64 %t431, ptr %v5
  br label %next4
end4:
  %t432 = load i64, ptr %v5
  ret i64 %t432
fail:
  %t433 = load i64, ptr %exit_id
  switch i64 %t433, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t434 = load i64, ptr %s5
  ret i64 %t434
}

declare double @llvm.fabs.f64(double) nounwind
declare <8 x double> @llvm.fabs.v8f64(<8 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
