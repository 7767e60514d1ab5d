target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="512" "stackrealign" {
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
  br label %next10
next10:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 9, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host, ptr null, i64 0)
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
  br label %end10
done40:
  %t41 = load i64, ptr %v5
  %t42 = add i64 %t41, 0
  %t43 = load ptr, ptr %v0.data
  %t44 = add i64 %t42, 0
  %t45 = load i64, ptr %v0.dim1
  %t46 = mul i64 %t44, %t45
  %t47 = getelementptr double, ptr %t43, i64 %t46
  %t48 = add i64 0, 0
  %t49 = getelementptr double, ptr %t47, i64 %t48
  %t50 = add i64 %t42, 1
  %t51 = load i64, ptr %v0.dim1
  %t52 = mul i64 %t50, %t51
  %t53 = getelementptr double, ptr %t43, i64 %t52
  %t54 = add i64 0, 0
  %t55 = getelementptr double, ptr %t53, i64 %t54
  %t56 = add i64 %t42, 2
  %t57 = load i64, ptr %v0.dim1
  %t58 = mul i64 %t56, %t57
  %t59 = getelementptr double, ptr %t43, i64 %t58
  %t60 = add i64 0, 0
  %t61 = getelementptr double, ptr %t59, i64 %t60
  %t62 = add i64 %t42, 3
  %t63 = load i64, ptr %v0.dim1
  %t64 = mul i64 %t62, %t63
  %t65 = getelementptr double, ptr %t43, i64 %t64
  %t66 = add i64 0, 0
  %t67 = getelementptr double, ptr %t65, i64 %t66
  %t68 = add i64 %t42, 4
  %t69 = load i64, ptr %v0.dim1
  %t70 = mul i64 %t68, %t69
  %t71 = getelementptr double, ptr %t43, i64 %t70
  %t72 = add i64 0, 0
  %t73 = getelementptr double, ptr %t71, i64 %t72
  %t74 = add i64 %t42, 5
  %t75 = load i64, ptr %v0.dim1
  %t76 = mul i64 %t74, %t75
  %t77 = getelementptr double, ptr %t43, i64 %t76
  %t78 = add i64 0, 0
  %t79 = getelementptr double, ptr %t77, i64 %t78
  %t80 = add i64 %t42, 6
  %t81 = load i64, ptr %v0.dim1
  %t82 = mul i64 %t80, %t81
  %t83 = getelementptr double, ptr %t43, i64 %t82
  %t84 = add i64 0, 0
  %t85 = getelementptr double, ptr %t83, i64 %t84
  %t86 = add i64 %t42, 7
  %t87 = load i64, ptr %v0.dim1
  %t88 = mul i64 %t86, %t87
  %t89 = getelementptr double, ptr %t43, i64 %t88
  %t90 = add i64 0, 0
  %t91 = getelementptr double, ptr %t89, i64 %t90
  %t92 = load double, ptr %t49, align 8
  %t93 = insertelement <8 x double> poison, double %t92, i64 0
  %t94 = load double, ptr %t55, align 8
  %t95 = insertelement <8 x double> %t93, double %t94, i64 1
  %t96 = load double, ptr %t61, align 8
  %t97 = insertelement <8 x double> %t95, double %t96, i64 2
  %t98 = load double, ptr %t67, align 8
  %t99 = insertelement <8 x double> %t97, double %t98, i64 3
  %t100 = load double, ptr %t73, align 8
  %t101 = insertelement <8 x double> %t99, double %t100, i64 4
  %t102 = load double, ptr %t79, align 8
  %t103 = insertelement <8 x double> %t101, double %t102, i64 5
  %t104 = load double, ptr %t85, align 8
  %t105 = insertelement <8 x double> %t103, double %t104, i64 6
  %t106 = load double, ptr %t91, align 8
  %t107 = insertelement <8 x double> %t105, double %t106, i64 7
  store <8 x double> %t107, ptr %v6.0
  %t108 = load <8 x double>, ptr %v6.0
  store <8 x double> %t108, ptr %v8.0
  store i64 0, ptr %v9
  %t109 = load i64, ptr %v1
  %t110 = add i64 %t109, -1
  %t111 = call i64 @llvm.smax.i64(i64 %t110, i64 0)
  %t112 = icmp sle i64 %t111, 0
  %t113 = load i64, ptr %v0.dim1
  %t114 = icmp slt i64 %t111, %t113
  %t115 = or i1 %t112, %t114
  br i1 %t115, label %good116, label %fail, !prof !0
good116:
  store i64 0, ptr %v9
  br label %next11
next11:
  %t118 = load i64, ptr %countdown
  %t119 = sub i64 %t118, 1
  store i64 %t119, ptr %countdown
  %t120 = icmp slt i64 %t119, 0
  br i1 %t120, label %poll117, label %go117, !prof !1
poll117:
  %t121 = getelementptr i8, ptr %host, i64 24
  %t122 = load ptr, ptr %t121
  %t123 = call i64 %t122(ptr %host, ptr null, i64 -1)
  %t124 = getelementptr i8, ptr %host, i64 16
  %t125 = load i64, ptr %t124
  store i64 %t125, ptr %countdown
  %t126 = icmp ne i64 %t123, 0
  br i1 %t126, label %fail, label %go117, !prof !1
go117:
  %t127 = load i64, ptr %v9
  %t128 = add i64 %t127, 8
  %t129 = load i64, ptr %v1
  %t130 = add i64 %t129, -1
  %t131 = call i64 @llvm.smax.i64(i64 %t130, i64 0)
  %t132 = icmp sgt i64 %t128, %t131
  br i1 %t132, label %then133, label %done133, !prof !1
then133:
  br label %end11
done133:
  %t134 = load i64, ptr %v5
  %t135 = add i64 %t134, 0
  %t136 = load i64, ptr %v9
  %t137 = add i64 %t136, 1
  %t138 = load ptr, ptr %v0.data
  %t139 = add i64 %t135, 0
  %t140 = load i64, ptr %v0.dim1
  %t141 = mul i64 %t139, %t140
  %t142 = getelementptr double, ptr %t138, i64 %t141
  %t143 = add i64 %t137, 0
  %t144 = getelementptr double, ptr %t142, i64 %t143
  %t145 = add i64 %t135, 1
  %t146 = load i64, ptr %v0.dim1
  %t147 = mul i64 %t145, %t146
  %t148 = getelementptr double, ptr %t138, i64 %t147
  %t149 = add i64 %t137, 0
  %t150 = getelementptr double, ptr %t148, i64 %t149
  %t151 = add i64 %t135, 2
  %t152 = load i64, ptr %v0.dim1
  %t153 = mul i64 %t151, %t152
  %t154 = getelementptr double, ptr %t138, i64 %t153
  %t155 = add i64 %t137, 0
  %t156 = getelementptr double, ptr %t154, i64 %t155
  %t157 = add i64 %t135, 3
  %t158 = load i64, ptr %v0.dim1
  %t159 = mul i64 %t157, %t158
  %t160 = getelementptr double, ptr %t138, i64 %t159
  %t161 = add i64 %t137, 0
  %t162 = getelementptr double, ptr %t160, i64 %t161
  %t163 = add i64 %t135, 4
  %t164 = load i64, ptr %v0.dim1
  %t165 = mul i64 %t163, %t164
  %t166 = getelementptr double, ptr %t138, i64 %t165
  %t167 = add i64 %t137, 0
  %t168 = getelementptr double, ptr %t166, i64 %t167
  %t169 = add i64 %t135, 5
  %t170 = load i64, ptr %v0.dim1
  %t171 = mul i64 %t169, %t170
  %t172 = getelementptr double, ptr %t138, i64 %t171
  %t173 = add i64 %t137, 0
  %t174 = getelementptr double, ptr %t172, i64 %t173
  %t175 = add i64 %t135, 6
  %t176 = load i64, ptr %v0.dim1
  %t177 = mul i64 %t175, %t176
  %t178 = getelementptr double, ptr %t138, i64 %t177
  %t179 = add i64 %t137, 0
  %t180 = getelementptr double, ptr %t178, i64 %t179
  %t181 = add i64 %t135, 7
  %t182 = load i64, ptr %v0.dim1
  %t183 = mul i64 %t181, %t182
  %t184 = getelementptr double, ptr %t138, i64 %t183
  %t185 = add i64 %t137, 0
  %t186 = getelementptr double, ptr %t184, i64 %t185
  %t187 = getelementptr i8, ptr %t144, i64 128
  call void @llvm.prefetch.p0(ptr %t187, i32 0, i32 3, i32 1)
  %t188 = getelementptr i8, ptr %t150, i64 128
  call void @llvm.prefetch.p0(ptr %t188, i32 0, i32 3, i32 1)
  %t189 = getelementptr i8, ptr %t156, i64 128
  call void @llvm.prefetch.p0(ptr %t189, i32 0, i32 3, i32 1)
  %t190 = getelementptr i8, ptr %t162, i64 128
  call void @llvm.prefetch.p0(ptr %t190, i32 0, i32 3, i32 1)
  %t191 = getelementptr i8, ptr %t168, i64 128
  call void @llvm.prefetch.p0(ptr %t191, i32 0, i32 3, i32 1)
  %t192 = getelementptr i8, ptr %t174, i64 128
  call void @llvm.prefetch.p0(ptr %t192, i32 0, i32 3, i32 1)
  %t193 = getelementptr i8, ptr %t180, i64 128
  call void @llvm.prefetch.p0(ptr %t193, i32 0, i32 3, i32 1)
  %t194 = getelementptr i8, ptr %t186, i64 128
  call void @llvm.prefetch.p0(ptr %t194, i32 0, i32 3, i32 1)
  %t195 = load <4 x double>, ptr %t144, align 8
  %t196 = load <4 x double>, ptr %t150, align 8
  %t197 = load <4 x double>, ptr %t156, align 8
  %t198 = load <4 x double>, ptr %t162, align 8
  %t199 = load <4 x double>, ptr %t168, align 8
  %t200 = load <4 x double>, ptr %t174, align 8
  %t201 = load <4 x double>, ptr %t180, align 8
  %t202 = load <4 x double>, ptr %t186, align 8
  %t203 = shufflevector <4 x double> %t195, <4 x double> %t197, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %t204 = shufflevector <4 x double> %t196, <4 x double> %t198, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %t205 = shufflevector <8 x double> %t203, <8 x double> %t204, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t206 = shufflevector <8 x double> %t203, <8 x double> %t204, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t207 = shufflevector <4 x double> %t199, <4 x double> %t201, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %t208 = shufflevector <4 x double> %t200, <4 x double> %t202, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %t209 = shufflevector <8 x double> %t207, <8 x double> %t208, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t210 = shufflevector <8 x double> %t207, <8 x double> %t208, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t211 = shufflevector <8 x double> %t205, <8 x double> %t209, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t212 = shufflevector <8 x double> %t206, <8 x double> %t210, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t213 = shufflevector <8 x double> %t205, <8 x double> %t209, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t214 = shufflevector <8 x double> %t206, <8 x double> %t210, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t215 = getelementptr double, ptr %t144, i64 4
  %t216 = load <4 x double>, ptr %t215, align 8
  %t217 = getelementptr double, ptr %t150, i64 4
  %t218 = load <4 x double>, ptr %t217, align 8
  %t219 = getelementptr double, ptr %t156, i64 4
  %t220 = load <4 x double>, ptr %t219, align 8
  %t221 = getelementptr double, ptr %t162, i64 4
  %t222 = load <4 x double>, ptr %t221, align 8
  %t223 = getelementptr double, ptr %t168, i64 4
  %t224 = load <4 x double>, ptr %t223, align 8
  %t225 = getelementptr double, ptr %t174, i64 4
  %t226 = load <4 x double>, ptr %t225, align 8
  %t227 = getelementptr double, ptr %t180, i64 4
  %t228 = load <4 x double>, ptr %t227, align 8
  %t229 = getelementptr double, ptr %t186, i64 4
  %t230 = load <4 x double>, ptr %t229, align 8
  %t231 = shufflevector <4 x double> %t216, <4 x double> %t220, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %t232 = shufflevector <4 x double> %t218, <4 x double> %t222, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %t233 = shufflevector <8 x double> %t231, <8 x double> %t232, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t234 = shufflevector <8 x double> %t231, <8 x double> %t232, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t235 = shufflevector <4 x double> %t224, <4 x double> %t228, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %t236 = shufflevector <4 x double> %t226, <4 x double> %t230, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %t237 = shufflevector <8 x double> %t235, <8 x double> %t236, <8 x i32> <i32 0, i32 8, i32 2, i32 10, i32 4, i32 12, i32 6, i32 14>
  %t238 = shufflevector <8 x double> %t235, <8 x double> %t236, <8 x i32> <i32 1, i32 9, i32 3, i32 11, i32 5, i32 13, i32 7, i32 15>
  %t239 = shufflevector <8 x double> %t233, <8 x double> %t237, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t240 = shufflevector <8 x double> %t234, <8 x double> %t238, <8 x i32> <i32 0, i32 1, i32 4, i32 5, i32 8, i32 9, i32 12, i32 13>
  %t241 = shufflevector <8 x double> %t233, <8 x double> %t237, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  %t242 = shufflevector <8 x double> %t234, <8 x double> %t238, <8 x i32> <i32 2, i32 3, i32 6, i32 7, i32 10, i32 11, i32 14, i32 15>
  store <8 x double> %t211, ptr %v12.0
  store <8 x double> %t212, ptr %v13.0
  store <8 x double> %t213, ptr %v14.0
  store <8 x double> %t214, ptr %v15.0
  store <8 x double> %t239, ptr %v16.0
  store <8 x double> %t240, ptr %v17.0
  store <8 x double> %t241, ptr %v18.0
  store <8 x double> %t242, ptr %v19.0
  %t243 = load <8 x double>, ptr %v8.0
  %t244 = load <8 x double>, ptr %v12.0
  %t245 = fadd <8 x double> %t243, %t244
  store <8 x double> %t245, ptr %v21.0
  %t246 = load <8 x double>, ptr %v21.0
  %t247 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t246)
  %t248 = fcmp olt <8 x double> %t247, splat (double 0x7FF0000000000000)
  %t249 = xor <8 x i1> %t248, splat (i1 -1)
  %t250 = bitcast <8 x i1> %t249 to i8
  %t251 = icmp ne i8 %t250, 0
  %t252 = xor i1 %t251, true
  br i1 %t252, label %good253, label %fail, !prof !0
good253:
  %t254 = load <8 x double>, ptr %v21.0
  store <8 x double> %t254, ptr %v8.0
  %t255 = load <8 x double>, ptr %v21.0
  %t256 = load <8 x double>, ptr %v13.0
  %t257 = fadd <8 x double> %t255, %t256
  store <8 x double> %t257, ptr %v21.0
  %t258 = load <8 x double>, ptr %v21.0
  %t259 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t258)
  %t260 = fcmp olt <8 x double> %t259, splat (double 0x7FF0000000000000)
  %t261 = xor <8 x i1> %t260, splat (i1 -1)
  %t262 = bitcast <8 x i1> %t261 to i8
  %t263 = icmp ne i8 %t262, 0
  %t264 = xor i1 %t263, true
  br i1 %t264, label %good265, label %fail, !prof !0
good265:
  %t266 = load <8 x double>, ptr %v21.0
  store <8 x double> %t266, ptr %v8.0
  %t267 = load <8 x double>, ptr %v21.0
  %t268 = load <8 x double>, ptr %v14.0
  %t269 = fadd <8 x double> %t267, %t268
  store <8 x double> %t269, ptr %v21.0
  %t270 = load <8 x double>, ptr %v21.0
  %t271 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t270)
  %t272 = fcmp olt <8 x double> %t271, splat (double 0x7FF0000000000000)
  %t273 = xor <8 x i1> %t272, splat (i1 -1)
  %t274 = bitcast <8 x i1> %t273 to i8
  %t275 = icmp ne i8 %t274, 0
  %t276 = xor i1 %t275, true
  br i1 %t276, label %good277, label %fail, !prof !0
good277:
  %t278 = load <8 x double>, ptr %v21.0
  store <8 x double> %t278, ptr %v8.0
  %t279 = load <8 x double>, ptr %v21.0
  %t280 = load <8 x double>, ptr %v15.0
  %t281 = fadd <8 x double> %t279, %t280
  store <8 x double> %t281, ptr %v21.0
  %t282 = load <8 x double>, ptr %v21.0
  %t283 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t282)
  %t284 = fcmp olt <8 x double> %t283, splat (double 0x7FF0000000000000)
  %t285 = xor <8 x i1> %t284, splat (i1 -1)
  %t286 = bitcast <8 x i1> %t285 to i8
  %t287 = icmp ne i8 %t286, 0
  %t288 = xor i1 %t287, true
  br i1 %t288, label %good289, label %fail, !prof !0
good289:
  %t290 = load <8 x double>, ptr %v21.0
  store <8 x double> %t290, ptr %v8.0
  %t291 = load <8 x double>, ptr %v21.0
  %t292 = load <8 x double>, ptr %v16.0
  %t293 = fadd <8 x double> %t291, %t292
  store <8 x double> %t293, ptr %v21.0
  %t294 = load <8 x double>, ptr %v21.0
  %t295 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t294)
  %t296 = fcmp olt <8 x double> %t295, splat (double 0x7FF0000000000000)
  %t297 = xor <8 x i1> %t296, splat (i1 -1)
  %t298 = bitcast <8 x i1> %t297 to i8
  %t299 = icmp ne i8 %t298, 0
  %t300 = xor i1 %t299, true
  br i1 %t300, label %good301, label %fail, !prof !0
good301:
  %t302 = load <8 x double>, ptr %v21.0
  store <8 x double> %t302, ptr %v8.0
  %t303 = load <8 x double>, ptr %v21.0
  %t304 = load <8 x double>, ptr %v17.0
  %t305 = fadd <8 x double> %t303, %t304
  store <8 x double> %t305, ptr %v21.0
  %t306 = load <8 x double>, ptr %v21.0
  %t307 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t306)
  %t308 = fcmp olt <8 x double> %t307, splat (double 0x7FF0000000000000)
  %t309 = xor <8 x i1> %t308, splat (i1 -1)
  %t310 = bitcast <8 x i1> %t309 to i8
  %t311 = icmp ne i8 %t310, 0
  %t312 = xor i1 %t311, true
  br i1 %t312, label %good313, label %fail, !prof !0
good313:
  %t314 = load <8 x double>, ptr %v21.0
  store <8 x double> %t314, ptr %v8.0
  %t315 = load <8 x double>, ptr %v21.0
  %t316 = load <8 x double>, ptr %v18.0
  %t317 = fadd <8 x double> %t315, %t316
  store <8 x double> %t317, ptr %v21.0
  %t318 = load <8 x double>, ptr %v21.0
  %t319 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t318)
  %t320 = fcmp olt <8 x double> %t319, splat (double 0x7FF0000000000000)
  %t321 = xor <8 x i1> %t320, splat (i1 -1)
  %t322 = bitcast <8 x i1> %t321 to i8
  %t323 = icmp ne i8 %t322, 0
  %t324 = xor i1 %t323, true
  br i1 %t324, label %good325, label %fail, !prof !0
good325:
  %t326 = load <8 x double>, ptr %v21.0
  store <8 x double> %t326, ptr %v8.0
  %t327 = load <8 x double>, ptr %v21.0
  %t328 = load <8 x double>, ptr %v19.0
  %t329 = fadd <8 x double> %t327, %t328
  store <8 x double> %t329, ptr %v21.0
  %t330 = load <8 x double>, ptr %v21.0
  %t331 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t330)
  %t332 = fcmp olt <8 x double> %t331, splat (double 0x7FF0000000000000)
  %t333 = xor <8 x i1> %t332, splat (i1 -1)
  %t334 = bitcast <8 x i1> %t333 to i8
  %t335 = icmp ne i8 %t334, 0
  %t336 = xor i1 %t335, true
  br i1 %t336, label %good337, label %fail, !prof !0
good337:
  %t338 = load <8 x double>, ptr %v21.0
  store <8 x double> %t338, ptr %v8.0
  %t339 = load i64, ptr %v9
  %t340 = add i64 %t339, 8
  store i64 %t340, ptr %v9
  br label %next11
end11:
  br label %next8
next8:
  %t342 = load i64, ptr %countdown
  %t343 = sub i64 %t342, 1
  store i64 %t343, ptr %countdown
  %t344 = icmp slt i64 %t343, 0
  br i1 %t344, label %poll341, label %go341, !prof !1
poll341:
  %t345 = getelementptr i8, ptr %host, i64 24
  %t346 = load ptr, ptr %t345
  %t347 = call i64 %t346(ptr %host, ptr null, i64 -1)
  %t348 = getelementptr i8, ptr %host, i64 16
  %t349 = load i64, ptr %t348
  store i64 %t349, ptr %countdown
  %t350 = icmp ne i64 %t347, 0
  br i1 %t350, label %fail, label %go341, !prof !1
go341:
  %t351 = load i64, ptr %v9
  %t352 = load i64, ptr %v1
  %t353 = add i64 %t352, -1
  %t354 = call i64 @llvm.smax.i64(i64 %t353, i64 0)
  %t355 = icmp sge i64 %t351, %t354
  br i1 %t355, label %then356, label %done356, !prof !1
then356:
  br label %end8
done356:
  %t357 = load i64, ptr %v5
  %t358 = add i64 %t357, 0
  %t359 = load i64, ptr %v9
  %t360 = add i64 %t359, 1
  %t361 = load ptr, ptr %v0.data
  %t362 = add i64 %t358, 0
  %t363 = load i64, ptr %v0.dim1
  %t364 = mul i64 %t362, %t363
  %t365 = getelementptr double, ptr %t361, i64 %t364
  %t366 = add i64 %t360, 0
  %t367 = getelementptr double, ptr %t365, i64 %t366
  %t368 = add i64 %t358, 1
  %t369 = load i64, ptr %v0.dim1
  %t370 = mul i64 %t368, %t369
  %t371 = getelementptr double, ptr %t361, i64 %t370
  %t372 = add i64 %t360, 0
  %t373 = getelementptr double, ptr %t371, i64 %t372
  %t374 = add i64 %t358, 2
  %t375 = load i64, ptr %v0.dim1
  %t376 = mul i64 %t374, %t375
  %t377 = getelementptr double, ptr %t361, i64 %t376
  %t378 = add i64 %t360, 0
  %t379 = getelementptr double, ptr %t377, i64 %t378
  %t380 = add i64 %t358, 3
  %t381 = load i64, ptr %v0.dim1
  %t382 = mul i64 %t380, %t381
  %t383 = getelementptr double, ptr %t361, i64 %t382
  %t384 = add i64 %t360, 0
  %t385 = getelementptr double, ptr %t383, i64 %t384
  %t386 = add i64 %t358, 4
  %t387 = load i64, ptr %v0.dim1
  %t388 = mul i64 %t386, %t387
  %t389 = getelementptr double, ptr %t361, i64 %t388
  %t390 = add i64 %t360, 0
  %t391 = getelementptr double, ptr %t389, i64 %t390
  %t392 = add i64 %t358, 5
  %t393 = load i64, ptr %v0.dim1
  %t394 = mul i64 %t392, %t393
  %t395 = getelementptr double, ptr %t361, i64 %t394
  %t396 = add i64 %t360, 0
  %t397 = getelementptr double, ptr %t395, i64 %t396
  %t398 = add i64 %t358, 6
  %t399 = load i64, ptr %v0.dim1
  %t400 = mul i64 %t398, %t399
  %t401 = getelementptr double, ptr %t361, i64 %t400
  %t402 = add i64 %t360, 0
  %t403 = getelementptr double, ptr %t401, i64 %t402
  %t404 = add i64 %t358, 7
  %t405 = load i64, ptr %v0.dim1
  %t406 = mul i64 %t404, %t405
  %t407 = getelementptr double, ptr %t361, i64 %t406
  %t408 = add i64 %t360, 0
  %t409 = getelementptr double, ptr %t407, i64 %t408
  %t410 = load double, ptr %t367, align 8
  %t411 = insertelement <8 x double> poison, double %t410, i64 0
  %t412 = load double, ptr %t373, align 8
  %t413 = insertelement <8 x double> %t411, double %t412, i64 1
  %t414 = load double, ptr %t379, align 8
  %t415 = insertelement <8 x double> %t413, double %t414, i64 2
  %t416 = load double, ptr %t385, align 8
  %t417 = insertelement <8 x double> %t415, double %t416, i64 3
  %t418 = load double, ptr %t391, align 8
  %t419 = insertelement <8 x double> %t417, double %t418, i64 4
  %t420 = load double, ptr %t397, align 8
  %t421 = insertelement <8 x double> %t419, double %t420, i64 5
  %t422 = load double, ptr %t403, align 8
  %t423 = insertelement <8 x double> %t421, double %t422, i64 6
  %t424 = load double, ptr %t409, align 8
  %t425 = insertelement <8 x double> %t423, double %t424, i64 7
  store <8 x double> %t425, ptr %v22.0
  %t426 = load <8 x double>, ptr %v8.0
  %t427 = load <8 x double>, ptr %v22.0
  %t428 = fadd <8 x double> %t426, %t427
  store <8 x double> %t428, ptr %v21.0
  %t429 = load <8 x double>, ptr %v21.0
  %t430 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t429)
  %t431 = fcmp olt <8 x double> %t430, splat (double 0x7FF0000000000000)
  %t432 = xor <8 x i1> %t431, splat (i1 -1)
  %t433 = bitcast <8 x i1> %t432 to i8
  %t434 = icmp ne i8 %t433, 0
  %t435 = xor i1 %t434, true
  br i1 %t435, label %good436, label %fail, !prof !0
good436:
  %t437 = load <8 x double>, ptr %v21.0
  store <8 x double> %t437, ptr %v8.0
  %t438 = load i64, ptr %v9
  %t439 = add i64 %t438, 1
  store i64 %t439, ptr %v9
  br label %next8
end8:
  br label %end9
end9:
  %t440 = load <8 x double>, ptr %v8.0
  %t441 = load i64, ptr %v5
  %t442 = add i64 %t441, 0
  %t443 = add i64 %t442, 0
  %t444 = load ptr, ptr %v2.data
  %t445 = getelementptr double, ptr %t444, i64 %t443
  store <8 x double> %t440, ptr %t445, align 8
  %t446 = load i64, ptr %v5
  %t447 = add i64 %t446, 8
  store i64 %t447, ptr %v5
  br label %next10
end10:
  %t448 = load i64, ptr %v5
  ret i64 %t448
fail:
  %t449 = load i64, ptr %exit_id
  switch i64 %t449, label %nowhere [ i64 9, label %exit9 ]
nowhere:
  unreachable
exit9:
  %t450 = load i64, ptr %s5
  ret i64 %t450
}

declare double @llvm.fabs.f64(double) nounwind
declare <8 x double> @llvm.fabs.v8f64(<8 x double>) nounwind
declare void @llvm.prefetch.p0(ptr, i32, i32, i32) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
