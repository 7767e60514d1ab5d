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
  store i64 %t135, ptr %v11
  %t136 = load i64, ptr %v9
  %t137 = add i64 %t136, 8
  %t138 = load i64, ptr %v1
  %t139 = add i64 %t138, -1
  %t140 = call i64 @llvm.smax.i64(i64 %t139, i64 0)
  %t141 = icmp sgt i64 %t137, %t140
  br i1 %t141, label %then142, label %done142, !prof !1
then142:
  br label %end5
done142:
  %t143 = load i64, ptr %v5
  %t144 = add i64 %t143, 0
  %t145 = load i64, ptr %v9
  %t146 = add i64 %t145, 1
  %t147 = load ptr, ptr %v0.data
  %t148 = add i64 %t144, 0
  %t149 = load i64, ptr %v0.dim1
  %t150 = mul i64 %t148, %t149
  %t151 = getelementptr double, ptr %t147, i64 %t150
  %t152 = add i64 %t146, 0
  %t153 = getelementptr double, ptr %t151, i64 %t152
  %t154 = add i64 %t144, 1
  %t155 = load i64, ptr %v0.dim1
  %t156 = mul i64 %t154, %t155
  %t157 = getelementptr double, ptr %t147, i64 %t156
  %t158 = add i64 %t146, 0
  %t159 = getelementptr double, ptr %t157, i64 %t158
  %t160 = add i64 %t144, 2
  %t161 = load i64, ptr %v0.dim1
  %t162 = mul i64 %t160, %t161
  %t163 = getelementptr double, ptr %t147, i64 %t162
  %t164 = add i64 %t146, 0
  %t165 = getelementptr double, ptr %t163, i64 %t164
  %t166 = add i64 %t144, 3
  %t167 = load i64, ptr %v0.dim1
  %t168 = mul i64 %t166, %t167
  %t169 = getelementptr double, ptr %t147, i64 %t168
  %t170 = add i64 %t146, 0
  %t171 = getelementptr double, ptr %t169, i64 %t170
  %t172 = add i64 %t144, 4
  %t173 = load i64, ptr %v0.dim1
  %t174 = mul i64 %t172, %t173
  %t175 = getelementptr double, ptr %t147, i64 %t174
  %t176 = add i64 %t146, 0
  %t177 = getelementptr double, ptr %t175, i64 %t176
  %t178 = add i64 %t144, 5
  %t179 = load i64, ptr %v0.dim1
  %t180 = mul i64 %t178, %t179
  %t181 = getelementptr double, ptr %t147, i64 %t180
  %t182 = add i64 %t146, 0
  %t183 = getelementptr double, ptr %t181, i64 %t182
  %t184 = add i64 %t144, 6
  %t185 = load i64, ptr %v0.dim1
  %t186 = mul i64 %t184, %t185
  %t187 = getelementptr double, ptr %t147, i64 %t186
  %t188 = add i64 %t146, 0
  %t189 = getelementptr double, ptr %t187, i64 %t188
  %t190 = add i64 %t144, 7
  %t191 = load i64, ptr %v0.dim1
  %t192 = mul i64 %t190, %t191
  %t193 = getelementptr double, ptr %t147, i64 %t192
  %t194 = add i64 %t146, 0
  %t195 = getelementptr double, ptr %t193, i64 %t194
  %t196 = load <8 x double>, ptr %t153, align 8
  %t197 = load <8 x double>, ptr %t159, align 8
  %t198 = load <8 x double>, ptr %t165, align 8
  %t199 = load <8 x double>, ptr %t171, align 8
  %t200 = load <8 x double>, ptr %t177, align 8
  %t201 = load <8 x double>, ptr %t183, align 8
  %t202 = load <8 x double>, ptr %t189, align 8
  %t203 = load <8 x double>, ptr %t195, align 8
  %t204 = shufflevector <8 x double> %t196, <8 x double> %t197, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t205 = shufflevector <8 x double> %t196, <8 x double> %t197, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t206 = shufflevector <8 x double> %t198, <8 x double> %t199, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t207 = shufflevector <8 x double> %t198, <8 x double> %t199, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t208 = shufflevector <8 x double> %t200, <8 x double> %t201, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t209 = shufflevector <8 x double> %t200, <8 x double> %t201, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t210 = shufflevector <8 x double> %t202, <8 x double> %t203, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t211 = shufflevector <8 x double> %t202, <8 x double> %t203, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t212 = shufflevector <8 x double> %t204, <8 x double> %t206, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t213 = shufflevector <8 x double> %t208, <8 x double> %t210, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t214 = shufflevector <8 x double> %t204, <8 x double> %t206, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t215 = shufflevector <8 x double> %t208, <8 x double> %t210, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t216 = shufflevector <8 x double> %t212, <8 x double> %t213, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t217 = shufflevector <8 x double> %t212, <8 x double> %t213, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t218 = shufflevector <8 x double> %t214, <8 x double> %t215, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t219 = shufflevector <8 x double> %t214, <8 x double> %t215, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t220 = shufflevector <8 x double> %t205, <8 x double> %t207, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t221 = shufflevector <8 x double> %t209, <8 x double> %t211, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t222 = shufflevector <8 x double> %t205, <8 x double> %t207, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t223 = shufflevector <8 x double> %t209, <8 x double> %t211, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t224 = shufflevector <8 x double> %t220, <8 x double> %t221, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t225 = shufflevector <8 x double> %t220, <8 x double> %t221, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t226 = shufflevector <8 x double> %t222, <8 x double> %t223, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t227 = shufflevector <8 x double> %t222, <8 x double> %t223, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  store <8 x double> %t216, ptr %v12.0
  store <8 x double> %t224, ptr %v13.0
  store <8 x double> %t218, ptr %v14.0
  store <8 x double> %t226, ptr %v15.0
  store <8 x double> %t217, ptr %v16.0
  store <8 x double> %t225, ptr %v17.0
  store <8 x double> %t219, ptr %v18.0
  store <8 x double> %t227, ptr %v19.0
  %t228 = load <8 x double>, ptr %v8.0
  %t229 = load <8 x double>, ptr %v12.0
  %t230 = fadd <8 x double> %t228, %t229
  store <8 x double> %t230, ptr %v21.0
  %t231 = load <8 x double>, ptr %v21.0
  %t232 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t231)
  %t233 = fcmp olt <8 x double> %t232, splat (double 0x7FF0000000000000)
  %t234 = xor <8 x i1> %t233, splat (i1 -1)
  %t235 = bitcast <8 x i1> %t234 to i8
  %t236 = icmp ne i8 %t235, 0
  %t237 = xor i1 %t236, true
  br i1 %t237, label %good238, label %fail, !prof !0
good238:
  %t239 = load <8 x double>, ptr %v21.0
  store <8 x double> %t239, ptr %v8.0
  %t240 = load i64, ptr %v9
  %t241 = add i64 %t240, 1
  store i64 %t241, ptr %v9
  %t242 = load <8 x double>, ptr %v21.0
  %t243 = load <8 x double>, ptr %v13.0
  %t244 = fadd <8 x double> %t242, %t243
  store <8 x double> %t244, ptr %v21.0
  %t245 = load <8 x double>, ptr %v21.0
  %t246 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t245)
  %t247 = fcmp olt <8 x double> %t246, splat (double 0x7FF0000000000000)
  %t248 = xor <8 x i1> %t247, splat (i1 -1)
  %t249 = bitcast <8 x i1> %t248 to i8
  %t250 = icmp ne i8 %t249, 0
  %t251 = xor i1 %t250, true
  br i1 %t251, label %good252, label %fail, !prof !0
good252:
  %t253 = load <8 x double>, ptr %v21.0
  store <8 x double> %t253, ptr %v8.0
  %t254 = load i64, ptr %v11
  %t255 = add i64 %t254, 2
  store i64 %t255, ptr %v9
  %t256 = load <8 x double>, ptr %v21.0
  %t257 = load <8 x double>, ptr %v14.0
  %t258 = fadd <8 x double> %t256, %t257
  store <8 x double> %t258, ptr %v21.0
  %t259 = load <8 x double>, ptr %v21.0
  %t260 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t259)
  %t261 = fcmp olt <8 x double> %t260, splat (double 0x7FF0000000000000)
  %t262 = xor <8 x i1> %t261, splat (i1 -1)
  %t263 = bitcast <8 x i1> %t262 to i8
  %t264 = icmp ne i8 %t263, 0
  %t265 = xor i1 %t264, true
  br i1 %t265, label %good266, label %fail, !prof !0
good266:
  %t267 = load <8 x double>, ptr %v21.0
  store <8 x double> %t267, ptr %v8.0
  %t268 = load i64, ptr %v11
  %t269 = add i64 %t268, 3
  store i64 %t269, ptr %v9
  %t270 = load <8 x double>, ptr %v21.0
  %t271 = load <8 x double>, ptr %v15.0
  %t272 = fadd <8 x double> %t270, %t271
  store <8 x double> %t272, ptr %v21.0
  %t273 = load <8 x double>, ptr %v21.0
  %t274 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t273)
  %t275 = fcmp olt <8 x double> %t274, splat (double 0x7FF0000000000000)
  %t276 = xor <8 x i1> %t275, splat (i1 -1)
  %t277 = bitcast <8 x i1> %t276 to i8
  %t278 = icmp ne i8 %t277, 0
  %t279 = xor i1 %t278, true
  br i1 %t279, label %good280, label %fail, !prof !0
good280:
  %t281 = load <8 x double>, ptr %v21.0
  store <8 x double> %t281, ptr %v8.0
  %t282 = load i64, ptr %v11
  %t283 = add i64 %t282, 4
  store i64 %t283, ptr %v9
  %t284 = load <8 x double>, ptr %v21.0
  %t285 = load <8 x double>, ptr %v16.0
  %t286 = fadd <8 x double> %t284, %t285
  store <8 x double> %t286, ptr %v21.0
  %t287 = load <8 x double>, ptr %v21.0
  %t288 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t287)
  %t289 = fcmp olt <8 x double> %t288, splat (double 0x7FF0000000000000)
  %t290 = xor <8 x i1> %t289, splat (i1 -1)
  %t291 = bitcast <8 x i1> %t290 to i8
  %t292 = icmp ne i8 %t291, 0
  %t293 = xor i1 %t292, true
  br i1 %t293, label %good294, label %fail, !prof !0
good294:
  %t295 = load <8 x double>, ptr %v21.0
  store <8 x double> %t295, ptr %v8.0
  %t296 = load i64, ptr %v11
  %t297 = add i64 %t296, 5
  store i64 %t297, ptr %v9
  %t298 = load <8 x double>, ptr %v21.0
  %t299 = load <8 x double>, ptr %v17.0
  %t300 = fadd <8 x double> %t298, %t299
  store <8 x double> %t300, ptr %v21.0
  %t301 = load <8 x double>, ptr %v21.0
  %t302 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t301)
  %t303 = fcmp olt <8 x double> %t302, splat (double 0x7FF0000000000000)
  %t304 = xor <8 x i1> %t303, splat (i1 -1)
  %t305 = bitcast <8 x i1> %t304 to i8
  %t306 = icmp ne i8 %t305, 0
  %t307 = xor i1 %t306, true
  br i1 %t307, label %good308, label %fail, !prof !0
good308:
  %t309 = load <8 x double>, ptr %v21.0
  store <8 x double> %t309, ptr %v8.0
  %t310 = load i64, ptr %v11
  %t311 = add i64 %t310, 6
  store i64 %t311, ptr %v9
  %t312 = load <8 x double>, ptr %v21.0
  %t313 = load <8 x double>, ptr %v18.0
  %t314 = fadd <8 x double> %t312, %t313
  store <8 x double> %t314, ptr %v21.0
  %t315 = load <8 x double>, ptr %v21.0
  %t316 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t315)
  %t317 = fcmp olt <8 x double> %t316, splat (double 0x7FF0000000000000)
  %t318 = xor <8 x i1> %t317, splat (i1 -1)
  %t319 = bitcast <8 x i1> %t318 to i8
  %t320 = icmp ne i8 %t319, 0
  %t321 = xor i1 %t320, true
  br i1 %t321, label %good322, label %fail, !prof !0
good322:
  %t323 = load <8 x double>, ptr %v21.0
  store <8 x double> %t323, ptr %v8.0
  %t324 = load i64, ptr %v11
  %t325 = add i64 %t324, 7
  store i64 %t325, ptr %v9
  %t326 = load <8 x double>, ptr %v21.0
  %t327 = load <8 x double>, ptr %v19.0
  %t328 = fadd <8 x double> %t326, %t327
  store <8 x double> %t328, ptr %v21.0
  %t329 = load <8 x double>, ptr %v21.0
  %t330 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t329)
  %t331 = fcmp olt <8 x double> %t330, splat (double 0x7FF0000000000000)
  %t332 = xor <8 x i1> %t331, splat (i1 -1)
  %t333 = bitcast <8 x i1> %t332 to i8
  %t334 = icmp ne i8 %t333, 0
  %t335 = xor i1 %t334, true
  br i1 %t335, label %good336, label %fail, !prof !0
good336:
  %t337 = load <8 x double>, ptr %v21.0
  store <8 x double> %t337, ptr %v8.0
  %t338 = load i64, ptr %v11
  %t339 = add i64 %t338, 8
  store i64 %t339, ptr %v9
  br label %next5
end5:
  br label %next3
next3:
  %t341 = load i64, ptr %countdown
  %t342 = sub i64 %t341, 1
  store i64 %t342, ptr %countdown
  %t343 = icmp slt i64 %t342, 0
  br i1 %t343, label %poll340, label %go340, !prof !1
poll340:
  %t344 = getelementptr i8, ptr %host, i64 24
  %t345 = load ptr, ptr %t344
  %t346 = call i64 %t345(ptr %host)
  %t347 = getelementptr i8, ptr %host, i64 16
  %t348 = load i64, ptr %t347
  store i64 %t348, ptr %countdown
  %t349 = icmp ne i64 %t346, 0
  br i1 %t349, label %fail, label %go340, !prof !1
go340:
  %t350 = load i64, ptr %v9
  %t351 = load i64, ptr %v1
  %t352 = add i64 %t351, -1
  %t353 = call i64 @llvm.smax.i64(i64 %t352, i64 0)
  %t354 = icmp sge i64 %t350, %t353
  br i1 %t354, label %then355, label %done355, !prof !1
then355:
  br label %end3
done355:
  %t356 = load i64, ptr %v5
  %t357 = add i64 %t356, 0
  %t358 = load i64, ptr %v9
  %t359 = add i64 %t358, 1
  %t360 = load ptr, ptr %v0.data
  %t361 = add i64 %t357, 0
  %t362 = load i64, ptr %v0.dim1
  %t363 = mul i64 %t361, %t362
  %t364 = getelementptr double, ptr %t360, i64 %t363
  %t365 = add i64 %t359, 0
  %t366 = getelementptr double, ptr %t364, i64 %t365
  %t367 = add i64 %t357, 1
  %t368 = load i64, ptr %v0.dim1
  %t369 = mul i64 %t367, %t368
  %t370 = getelementptr double, ptr %t360, i64 %t369
  %t371 = add i64 %t359, 0
  %t372 = getelementptr double, ptr %t370, i64 %t371
  %t373 = add i64 %t357, 2
  %t374 = load i64, ptr %v0.dim1
  %t375 = mul i64 %t373, %t374
  %t376 = getelementptr double, ptr %t360, i64 %t375
  %t377 = add i64 %t359, 0
  %t378 = getelementptr double, ptr %t376, i64 %t377
  %t379 = add i64 %t357, 3
  %t380 = load i64, ptr %v0.dim1
  %t381 = mul i64 %t379, %t380
  %t382 = getelementptr double, ptr %t360, i64 %t381
  %t383 = add i64 %t359, 0
  %t384 = getelementptr double, ptr %t382, i64 %t383
  %t385 = add i64 %t357, 4
  %t386 = load i64, ptr %v0.dim1
  %t387 = mul i64 %t385, %t386
  %t388 = getelementptr double, ptr %t360, i64 %t387
  %t389 = add i64 %t359, 0
  %t390 = getelementptr double, ptr %t388, i64 %t389
  %t391 = add i64 %t357, 5
  %t392 = load i64, ptr %v0.dim1
  %t393 = mul i64 %t391, %t392
  %t394 = getelementptr double, ptr %t360, i64 %t393
  %t395 = add i64 %t359, 0
  %t396 = getelementptr double, ptr %t394, i64 %t395
  %t397 = add i64 %t357, 6
  %t398 = load i64, ptr %v0.dim1
  %t399 = mul i64 %t397, %t398
  %t400 = getelementptr double, ptr %t360, i64 %t399
  %t401 = add i64 %t359, 0
  %t402 = getelementptr double, ptr %t400, i64 %t401
  %t403 = add i64 %t357, 7
  %t404 = load i64, ptr %v0.dim1
  %t405 = mul i64 %t403, %t404
  %t406 = getelementptr double, ptr %t360, i64 %t405
  %t407 = add i64 %t359, 0
  %t408 = getelementptr double, ptr %t406, i64 %t407
  %t409 = load double, ptr %t366, align 8
  %t410 = insertelement <8 x double> poison, double %t409, i64 0
  %t411 = load double, ptr %t372, align 8
  %t412 = insertelement <8 x double> %t410, double %t411, i64 1
  %t413 = load double, ptr %t378, align 8
  %t414 = insertelement <8 x double> %t412, double %t413, i64 2
  %t415 = load double, ptr %t384, align 8
  %t416 = insertelement <8 x double> %t414, double %t415, i64 3
  %t417 = load double, ptr %t390, align 8
  %t418 = insertelement <8 x double> %t416, double %t417, i64 4
  %t419 = load double, ptr %t396, align 8
  %t420 = insertelement <8 x double> %t418, double %t419, i64 5
  %t421 = load double, ptr %t402, align 8
  %t422 = insertelement <8 x double> %t420, double %t421, i64 6
  %t423 = load double, ptr %t408, align 8
  %t424 = insertelement <8 x double> %t422, double %t423, i64 7
  store <8 x double> %t424, ptr %v22.0
  %t425 = load <8 x double>, ptr %v8.0
  %t426 = load <8 x double>, ptr %v22.0
  %t427 = fadd <8 x double> %t425, %t426
  store <8 x double> %t427, ptr %v21.0
  %t428 = load <8 x double>, ptr %v21.0
  %t429 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t428)
  %t430 = fcmp olt <8 x double> %t429, splat (double 0x7FF0000000000000)
  %t431 = xor <8 x i1> %t430, splat (i1 -1)
  %t432 = bitcast <8 x i1> %t431 to i8
  %t433 = icmp ne i8 %t432, 0
  %t434 = xor i1 %t433, true
  br i1 %t434, label %good435, label %fail, !prof !0
good435:
  %t436 = load <8 x double>, ptr %v21.0
  store <8 x double> %t436, ptr %v8.0
  %t437 = load i64, ptr %v9
  %t438 = add i64 %t437, 1
  store i64 %t438, ptr %v9
  br label %next3
end3:
  br label %end2
end2:
  %t439 = load <8 x double>, ptr %v8.0
  %t440 = load i64, ptr %v5
  %t441 = add i64 %t440, 0
  %t442 = add i64 %t441, 0
  %t443 = load ptr, ptr %v2.data
  %t444 = getelementptr double, ptr %t443, i64 %t442
  store <8 x double> %t439, ptr %t444, align 8
  %t445 = load i64, ptr %v5
  %t446 = add i64 %t445, 8
  store i64 %t446, ptr %v5
  br label %next4
end4:
  %t447 = load i64, ptr %v5
  ret i64 %t447
fail:
  %t448 = load i64, ptr %exit_id
  switch i64 %t448, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t449 = load i64, ptr %s5
  ret i64 %t449
}

declare double @llvm.fabs.f64(double) nounwind
declare <8 x double> @llvm.fabs.v8f64(<8 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
